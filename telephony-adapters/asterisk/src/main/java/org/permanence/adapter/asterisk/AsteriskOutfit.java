package org.permanence.adapter.asterisk;

import org.permanence.adapter.audio.SoundPipes;

/// What the switch is fitted out with.
///
/// @param country the country whose numbers callers present without a country code, two letters
public record AsteriskOutfit(Orders orders, Sounds sounds, Lines lines, SoundPipes pipes, String country) {}
