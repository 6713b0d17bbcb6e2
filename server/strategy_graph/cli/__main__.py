"""The entry point of ``python -m strategy_graph.cli``, for when the script is not on the path."""

from strategy_graph.cli import main

if __name__ == "__main__":
    main()
