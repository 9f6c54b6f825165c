"""Invented papers of every kind of the catalogue, for training and for the evaluation of classification.

Three groups of templates, "train", "dev" and "test", share no body text and no way of varying a title; "train" shares
no page layout with the others either. See docs/explanation/classify.md for what that does and does not prove.
"""
