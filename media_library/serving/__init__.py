from media_library.serving.views import serve_recording

__all__ = ["serve_recording"]
