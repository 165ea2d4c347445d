"""What the admin must know of podcasts and capsules."""

from audiovisual.podcasts.desk import hooks as podcast_hooks
from audiovisual.statistics import hooks as statistics_hooks

statistics_hooks.register()
podcast_hooks.register()
