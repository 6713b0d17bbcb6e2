"""The mutations of the real data, in batches that are validated together."""

from __future__ import annotations

from functools import cache

from tests.shapes.mutation import Mutation
from tests.shapes.mutations_general import GENERAL
from tests.shapes.mutations_of_grounds import GROUNDS

MUTATIONS = [*GENERAL, *GROUNDS]

BATCH_SIZE = 80
"""The maximum size of a batch. Validating a batch takes seconds; more mutations in one would interfere."""


@cache
def batches() -> list[list[Mutation]]:
    """Return the mutations in few batches; no two mutations of a batch affect the same node."""
    batches_so_far: list[tuple[set[str], list[Mutation]]] = []
    for mutation in MUTATIONS:
        affected_nodes = mutation.affected_nodes
        for taken, members in batches_so_far:
            if len(members) < BATCH_SIZE and not taken & affected_nodes:
                taken |= affected_nodes
                members.append(mutation)
                break
        else:
            batches_so_far.append((affected_nodes, [mutation]))
    return [members for _, members in batches_so_far]
