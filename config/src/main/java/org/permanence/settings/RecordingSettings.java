package org.permanence.settings;

import org.permanence.practice.RecordingRules;
import org.permanence.seal.Readers;

/// What of a practice's conversations is kept, and who can open it.
public record RecordingSettings(RecordingRules rules, Readers readers) {}
