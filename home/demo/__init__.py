"""The content of the demonstration: read from `demo/`, written once, never over what an editor has changed."""
