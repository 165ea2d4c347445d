"""What the admin must know of podcasts and capsules."""

from audiovisual.statistics import hooks as statistics_hooks

statistics_hooks.register()
