"""What the admin must know of the magazine."""

from magazine.previews import hooks as preview_hooks

preview_hooks.register()
