"""Values in front matter that are not what their field takes."""
