"""The guides of ``docs/`` as HTML: what there is, how Markdown is rendered, where its links lead."""
