package org.permanence.practicefile.calendar;

import java.util.Map;

/// One property of an event, such as `DTSTART`: its value and its parameters.
record IcsProperty(String value, Map<String, String> parameters) {}
