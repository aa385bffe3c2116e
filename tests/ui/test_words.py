"""All words on all pages: nobody is ranked, nothing has failed, no verdict but the listed ones, and no colour stands alone."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from metrics.terms import LOW_MARK, MARKS, VERDICT_WORDS
from metrics.ui import routes
from tests.ui.conftest import Open, text_of
