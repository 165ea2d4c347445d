#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put the `site/` folder on the path, then run the command."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
