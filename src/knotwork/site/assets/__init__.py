"""Sources of the style sheet, scripts and drawings, and the build that makes them into what pages load."""
