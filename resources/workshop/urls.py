"""Addresses of the daily work, under `/admin/documentation/`."""

from django.urls import URLPattern, path

from resources.workshop.inventory import InventoryCheckView, give_number
from resources.workshop.labels import LabelsView
from resources.workshop.queue import MyDraftsView, ReviewQueueView
from resources.workshop.runs import BulkRunsView, BulkRunView
from resources.workshop.statistics import StatisticsView
from resources.workshop.templates import KeepTemplateView

patterns: list[URLPattern] = [
    path("a-relire/", ReviewQueueView.as_view(), name="review"),
    path("mes-brouillons/", MyDraftsView.as_view(), name="my_drafts"),
    path("modeles/garder/<int:pk>/", KeepTemplateView.as_view(), name="keep_template"),
    path("etiquettes/", LabelsView.as_view(), name="labels"),
    path("inventaire/attribuer/", give_number, name="give_number"),
    path("recolement/", InventoryCheckView.as_view(), name="inventory_check"),
    path("statistiques/", StatisticsView.as_view(), name="statistics"),
    path("actions/", BulkRunsView.as_view(), name="runs"),
    path("actions/<int:pk>/", BulkRunView.as_view(), name="run"),
]
