"""The trained encoder and its heads: words in, labelled spans and links out."""
