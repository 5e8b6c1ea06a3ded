"""Topics a document names (城市更新, 稳就业): lexicons as data, what one item shows of a topic, and what a run shows of it.

``lexicon`` reads the TOML files of this folder, ``reading`` judges the words of one item, ``sighted`` asks the Corpus.
"""
