package org.permanence.adapter.asterisk;

/// What the switch is fitted out with.
public record AsteriskOutfit(Orders orders, Sounds sounds, Lines lines) {}
