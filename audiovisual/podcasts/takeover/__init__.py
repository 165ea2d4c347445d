"""A podcast that lives elsewhere, taken over: its feed read, its pages made, its files brought."""
