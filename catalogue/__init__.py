"""The 121 requirements as data, in our own words: ``load()`` reads them."""

from catalogue.aliases import Found, UnknownAlias
from catalogue.loader import Catalogue, load
from catalogue.ncsc import Level, Ncsc
from catalogue.problems import CatalogueError, Problem

__all__ = ["Catalogue", "CatalogueError", "Found", "Level", "Ncsc", "Problem", "UnknownAlias", "load"]
