"""Builds the documents by which machines find and describe the service: DCAT, VoID, sitemap, feed, icon; no HTTP.

What holds wherever and whenever the release is served is in its graph ``meta``. What has a date, an address or a
checksum is added here.
"""
