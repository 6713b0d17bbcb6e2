"""Generates strategies with their plans in the project's model, reproducibly from a seed."""

from bench.generate.dataset import GENERATOR_VERSION, DatasetSummary, generate_dataset

__all__ = ["GENERATOR_VERSION", "DatasetSummary", "generate_dataset"]
