"""Content in tables: reads a filled-in workbook into triples, and writes triples as such a workbook.

Data flow of an import: ``plan.xlsx`` → records by sheet (:mod:`read`) → triples (:mod:`to_graph`) → Turtle files in
``data/imported/`` (:mod:`folder`). Data flow of an export: triples → records (:mod:`from_graph`) → ``plan.xlsx``
(:mod:`write`). :mod:`sheets` says which column stands for which property; nothing else knows.
"""
