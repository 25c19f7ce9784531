"""Judges claims from Python through the shared library, with ctypes only.

    python3 scrub.py LIBRARY CLAIM.json...

LIBRARY is the path of libcleanclaim.so. Ends with 0 when nothing would be denied, 1 when something
would, 2 when a claim cannot be read.
"""

import ctypes
import json
import sys
from ctypes import POINTER, byref, c_char, c_char_p, c_int64, c_size_t, c_uint32, c_void_p

OK = 0
NOT_A_CODE = 11


class Text(ctypes.Structure):
    """cleanclaim_text."""

    _fields_ = [("data", c_void_p), ("length", c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.length).decode()


class Code(ctypes.Structure):
    """cleanclaim_code."""

    _fields_ = [("text", c_char * 24), ("length", c_size_t)]


class Summary(ctypes.Structure):
    """cleanclaim_summary."""

    _fields_ = [
        ("claim", Text), ("edition", Text), ("profile", Text),
        ("findings", c_size_t), ("bypassed", c_size_t), ("not_evaluated", c_size_t),
        ("at_risk_cents", c_int64), ("verdict", c_uint32), ("by_severity", c_uint32 * 4),
    ]


class Error(Exception):
    """A call that failed: the name of its status and its message."""


class Cleanclaim:
    """The shared library."""

    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.cleanclaim_last_error.restype = c_char_p
        self.library.cleanclaim_last_repair.restype = c_char_p
        self.library.cleanclaim_status_name.restype = c_char_p
        self.library.cleanclaim_version.restype = c_char_p
        for name in ("scrubber_free", "report_free"):
            function = getattr(self.library, "cleanclaim_" + name)
            function.argtypes, function.restype = [c_void_p], None
        self.library.cleanclaim_scrubber_new.argtypes = [c_char_p, c_size_t, POINTER(c_void_p)]
        self.library.cleanclaim_scrub_json.argtypes = [c_void_p, c_char_p, c_size_t, POINTER(c_void_p)]
        self.library.cleanclaim_report_json.argtypes = [c_void_p, POINTER(Text)]
        self.library.cleanclaim_report_summary.argtypes = [c_void_p, POINTER(Summary), c_size_t]
        self.library.cleanclaim_npi_parse.argtypes = [c_char_p, c_size_t, POINTER(Code), c_size_t]

    def last_error(self):
        return self.library.cleanclaim_last_error(None).decode()

    def call(self, name, *arguments):
        status = getattr(self.library, "cleanclaim_" + name)(*arguments)
        if status != OK:
            raise Error(self.library.cleanclaim_status_name(status).decode() + ": " + self.last_error())

    def check_npi(self, text):
        """The NPI as claims carry it, or what is wrong with it and what was probably meant."""
        code, text = Code(), text.encode()
        status = self.library.cleanclaim_npi_parse(text, len(text), byref(code), ctypes.sizeof(code))
        if status == NOT_A_CODE:
            return self.last_error(), self.library.cleanclaim_last_repair(None).decode()
        return code.text.decode(), None


class Scrubber:
    """Judges claims. `with Scrubber(library) as scrubber:` frees it."""

    def __init__(self, library, profile=""):
        self.library, self.pointer, profile = library, c_void_p(), profile.encode()
        library.call("scrubber_new", profile, len(profile), byref(self.pointer))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.library.library.cleanclaim_scrubber_free(self.pointer)

    def scrub(self, claim):
        """The report of a claim (JSON as bytes), and how many cents are at risk."""
        report, text, summary = c_void_p(), Text(), Summary()
        self.library.call("scrub_json", self.pointer, claim, len(claim), byref(report))
        try:
            self.library.call("report_json", report, byref(text))
            self.library.call("report_summary", report, byref(summary), ctypes.sizeof(summary))
            return json.loads(str(text)), summary.at_risk_cents
        finally:
            self.library.library.cleanclaim_report_free(report)


def main(arguments):
    if len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    library = Cleanclaim(arguments[1])
    denied = False
    try:
        with Scrubber(library) as scrubber:
            for path in arguments[2:]:
                with open(path, "rb") as file:
                    report, at_risk = scrubber.scrub(file.read())
                print(f"{report['claim']}: {report['verdict']}, {at_risk / 100:.2f} at risk")
                for finding in report["findings"]:
                    denied |= finding["severity"] in ("deny", "reject")
                    print(f"  line {finding['line']}  {finding['rule']}  {finding['message']}")
    except (Error, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(library.check_npi("I234567893"))
    return int(denied)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
