"""Makes data: strategies with their plans, in our model, as many as wanted, always the same for the same seed."""

from bench.generate.dataset import VERSION, Made, make

__all__ = ["VERSION", "Made", "make"]
