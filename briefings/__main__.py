"""`python -m briefings` is the command `briefings`."""

from briefings.front import main

if __name__ == "__main__":
    main()
