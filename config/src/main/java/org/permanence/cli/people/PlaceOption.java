package org.permanence.cli.people;

import org.permanence.access.Place;
import picocli.CommandLine.Option;

/// `--at PLACE`: where a role is held.
final class PlaceOption {

    @Option(
            names = "--at",
            paramLabel = "PLACE",
            defaultValue = "installation",
            description = "Place of the role: practice:NAME, team:NAME or installation (default: ${DEFAULT-VALUE}).")
    private Place place = new Place.Installation();

    Place place() {
        return place;
    }
}
