package org.permanence.people;

import java.util.Locale;
import java.util.Set;

/// The region that a person works from. Recordings that are played to a person outside the European Economic Area
/// are transferred to another country (GDPR, chapter V).
///
/// @param code `EEA`, or the ISO 3166 code of a country outside, such as `CH`
public record Region(String code) {

    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    /// The member states of the European Union, with Iceland, Liechtenstein and Norway.
    private static final Set<String> MEMBERS = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

    public static final Region EEA = new Region("EEA");

    public Region {
        if (!code.equals("EEA") && (MEMBERS.contains(code) || !COUNTRIES.contains(code))) {
            throw new IllegalArgumentException(
                    "region: " + (MEMBERS.contains(code) ? "a country of the EEA" : "unknown")
                            + " (expected: EEA, or the ISO code of a country outside, such as CH)");
        }
    }

    public boolean isInEea() {
        return equals(EEA);
    }

    @Override
    public String toString() {
        return code;
    }
}
