"""Going on in a list from its last row, at the same cost however far it is."""

from typing import Any

from django.db import models
from django.db.models import F, Func, Value


class RowAfter(Func):
    """Whether two columns, read as one, come after two values: `(a, b) > (x, y)`.

    Written as rows and not as `a > x OR (a = x AND b > y)`, which an index on the two columns would not follow.
    """

    output_field = models.BooleanField()

    def __init__(self, first: str, first_value: Any, second: str, second_value: Any) -> None:
        super().__init__(F(first), F(second), Value(first_value), Value(second_value))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra_context: Any) -> tuple[str, tuple[Any, ...]]:
        """The comparison, in the words SQLite and PostgreSQL share."""
        parts = [compiler.compile(each) for each in self.get_source_expressions()]
        params = tuple(param for _sql, some in parts for param in some)
        first, second, first_value, second_value = (sql for sql, _params in parts)
        return f"({first}, {second}) > ({first_value}, {second_value})", params
