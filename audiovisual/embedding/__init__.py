"""The player on other people’s pages: its own small page, and the provider that tells where it is."""
