"""Every address of the site that is not a page of the tree."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from audiovisual.embedding.views import provide_oembed, show_embed
from config.sitemaps import sitemap, sitemap_index
from core.identifier_views import resolve_form, resolve_identifier
from core.share_views import share_picture
from core.views import choose_language, robots
from media_library.views import serve_media
from resources.oai.views import harvest
from search.views import propose_names

urlpatterns = [
    path("", choose_language, name="choose-language"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("apercu/", include("magazine.previews.urls")),
    path("id/<slug:kind>/<uuid:uuid>", resolve_identifier, name="identifier"),
    path("id/<slug:kind>/<uuid:uuid>.<slug:suffix>", resolve_form, name="identifier-form"),
    path("oai", harvest, name="oai"),
    path("oembed", provide_oembed, name="oembed"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemaps"),
    path("sitemap-<section>.xml", sitemap, name="sitemap"),
    path("enregistrements/", include("media_library.urls")),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.+)$", serve_media, name="media"),
]
urlpatterns += i18n_patterns(
    path("integrer/<uuid:uuid>/", show_embed, name="embed"),
    path("noms.json", propose_names, name="search-names"),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)partage\.png$", share_picture, name="share-picture"),
    path("", include(wagtail_urls)),
)

handler400 = "core.views.bad_request"
handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"
