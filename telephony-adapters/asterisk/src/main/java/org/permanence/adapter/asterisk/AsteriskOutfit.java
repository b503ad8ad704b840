package org.permanence.adapter.asterisk;

/// What the switch is fitted out with.
///
/// @param outgoing whom it rings outside
/// @param country the country whose numbers callers present without a country code, two letters
public record AsteriskOutfit(
        Orders orders, Sounds sounds, Lines lines, Outgoing outgoing, HearingWay hearing, String country) {}
