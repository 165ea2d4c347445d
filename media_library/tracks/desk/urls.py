"""Addresses of tracks in the admin."""

from django.urls import path

from media_library.tracks.desk import editor_view, views

patterns = [
    path("<int:recording>/", views.TracksView.as_view(), name="list"),
    path("<int:recording>/nouvelle/", views.UploadView.as_view(), name="add"),
    path("<int:recording>/chapitres-du-fichier/", views.EmbeddedChaptersView.as_view(), name="embedded"),
    path("<int:recording>/fichier/<uuid:upload>/", views.ReportView.as_view(), name="report"),
    path("<int:recording>/voix/", views.VoicesView.as_view(), name="voices"),
    path("piste/<int:track>/", editor_view.EditorView.as_view(), name="edit"),
    path("piste/<int:track>/reglages/", views.FactsView.as_view(), name="facts"),
    path("piste/<int:track>/remplacer/", views.ReplaceView.as_view(), name="replace"),
    path("piste/<int:track>/relue/", views.ReviewView.as_view(), name="review"),
    path("piste/<int:track>/versions/", views.HistoryView.as_view(), name="history"),
]
