package org.permanence.adapter.asterisk;

/// What the switch is fitted out with.
///
/// @param country the country whose numbers callers present without a country code, two letters
public record AsteriskOutfit(Orders orders, Sounds sounds, Lines lines, HearingWay hearing, String country) {}
