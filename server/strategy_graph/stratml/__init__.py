"""Reads plans in the Strategy Markup Language (StratML, ISO 17469), as far as the model has a place for what they say.

Which element stands for which class is in ``ontology/alignments.ttl`` (``dsg:stratmlElement``). The reader makes the
same records as a workbook does, so that one way leads from both into a content folder.
"""
