"""Let a language model judge what nobody labelled."""
