package org.permanence.settings;

import java.nio.file.Path;
import java.time.ZoneId;
import org.permanence.practice.Language;
import org.permanence.yaml.Name;

/// Who this house is.
///
/// @param state the directory of everything the engine writes
/// @param country two letters: how numbers without a country are read
/// @param zone of practices that name none
/// @param language of practices and assistants that name none
public record InstallationIdentity(Name name, Path state, String country, ZoneId zone, Language language) {

    public InstallationIdentity {
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("country: unreadable (expected: two letters)");
        }
    }
}
