"""Addresses of the imports, under `/admin/imports/`."""

from django.urls import path

from resources.import_desk import downloads, gone_view, views

patterns = [
    path("", views.RunListView.as_view(), name="index"),
    path("deposer/", views.UploadView.as_view(), name="upload"),
    path("disparues/", gone_view.GoneView.as_view(), name="gone"),
    path("<uuid:uuid>/", views.RunView.as_view(), name="run"),
    path("<uuid:uuid>/colonnes/", views.ColumnsView.as_view(), name="columns"),
    path("<uuid:uuid>/etat.json", views.StatusView.as_view(), name="status"),
    path("<uuid:uuid>/rapport.<slug:form>", downloads.ReportView.as_view(), name="report"),
    path("<uuid:uuid>/<slug:step>/", views.StepView.as_view(), name="step"),
]
