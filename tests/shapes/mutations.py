"""Damages to the real data, one after another, packed into few runs."""

from __future__ import annotations

from functools import cache

from tests.shapes.damage import Mutation
from tests.shapes.mutations_general import GENERAL
from tests.shapes.mutations_of_grounds import GROUNDS

MUTATIONS = [*GENERAL, *GROUNDS]

PER_RUN = 32
"""A run takes seconds; more mutations in one would begin to feed each other."""


@cache
def rounds() -> list[list[Mutation]]:
    """The mutations in few runs, no two of one run touching the same thing."""
    packed: list[tuple[set[str], list[Mutation]]] = []
    for mutation in MUTATIONS:
        touched = mutation.touched
        for taken, members in packed:
            if len(members) < PER_RUN and not taken & touched:
                taken |= touched
                members.append(mutation)
                break
        else:
            packed.append((touched, [mutation]))
    return [members for _, members in packed]
