package org.permanence.settings;

import java.nio.file.Path;
import java.time.ZoneId;
import org.permanence.practice.Language;
import org.permanence.yaml.Name;

/// General settings of the installation.
///
/// @param state directory for all data of the engine
/// @param country two letters, for numbers without a country code
/// @param zone of practices that set none
/// @param language of practices that set none
public record InstallationIdentity(Name name, Path state, String country, ZoneId zone, Language language) {

    public InstallationIdentity {
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("country: unreadable (expected: two letters)");
        }
    }
}
