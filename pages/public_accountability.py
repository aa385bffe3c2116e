"""Public accountability: the county's figures as published, reproduced and kept current."""

from metrics.ui import evidence, public_bar, public_crime, public_march, public_measures, routes

view, asked = public_bar.choose("Public accountability")
if asked is None:
    public_crime.missing(view)
else:
    public_crime.show_picture(asked)
    public_measures.show_measures(asked)
    public_march.show_march(asked)
    public_crime.download(asked)
    evidence.offer(view, routes.PUBLIC)
