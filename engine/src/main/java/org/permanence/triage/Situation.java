package org.permanence.triage;

import java.time.LocalTime;
import org.permanence.privacy.PhoneNumber;

/// Everything that a practice's rules may ask about one call.
///
/// @param time of the practice's clock
/// @param dialled which of the practice's numbers
/// @param calls how many times this caller has called in the last minutes, this call included; 1 where nobody knows
public record Situation(Said said, Door door, LocalTime time, PhoneNumber dialled, Acquaintance caller, int calls) {}
