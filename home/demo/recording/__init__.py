"""How the recordings of the demonstration are made: spoken by machine, drawn by program, written beside the texts.

Done by hand when a text changes (`manage.py make_demo_recordings`, which needs ffmpeg and espeak-ng); the files are
kept in `demo/audiovisual/files/`, so that loading the demonstration needs neither.
"""
