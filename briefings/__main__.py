"""`python -m briefings` is the command `briefings`."""

from briefings.entry import main

if __name__ == "__main__":
    main()
