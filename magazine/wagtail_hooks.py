"""What the admin must know of the magazine."""

from magazine.assembly import hooks as assembly_hooks
from magazine.checks import hooks as check_hooks
from magazine.dashboard import hooks as dashboard_hooks
from magazine.previews import hooks as preview_hooks
from magazine.releases import hooks as release_hooks
from magazine.roles import hooks as roles_hooks
from magazine.word import hooks as word_hooks

preview_hooks.register()
assembly_hooks.register()
roles_hooks.register()
release_hooks.register()
check_hooks.register()
dashboard_hooks.register()
word_hooks.register()
