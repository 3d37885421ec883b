"""The live page: a house to read and review in a browser on this machine, and the only door to Starlette and uvicorn."""
