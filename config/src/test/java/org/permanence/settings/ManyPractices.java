package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.permanence.privacy.PhoneNumber;

/// The example installation with many more practices, each with its own hours, holiday zone and dates.
public final class ManyPractices {

    private static final List<String> ZONES =
            List.of("fr", "fr-57", "fr-67", "gp", "mq", "gf", "re", "yt", "be", "lu", "ch-ge", "mg");

    private ManyPractices() {}

    /// Writes an installation under `parent` with `many` practices in addition to the example.
    public static InstallationOnDisk create(Path parent, int many) {
        var installation = new InstallationOnDisk(parent);
        String names = IntStream.range(0, many).mapToObj(ManyPractices::name).collect(Collectors.joining(", "));
        installation.change("practices: [les-lilas]", "practices: [les-lilas, " + names + "]");
        String example = installation.text("practices/les-lilas.yaml");
        for (int n = 0; n < many; n++) {
            installation.write("practices/" + name(n) + ".yaml", practice(example, n));
        }
        return installation;
    }

    /// The id of the practice with this index, from 0.
    public static String name(int n) {
        return "practice-" + n;
    }

    /// The number of that practice.
    public static PhoneNumber number(int n) {
        return PhoneNumber.parse("+331990" + (10_000 + n));
    }

    private static String practice(String example, int n) {
        return example.replace("id: les-lilas", "id: " + name(n))
                .replace("+33199000001", "+331990" + (10_000 + n))
                .replace("limit: 50", "limit: " + n)
                .replace("# holidays:\n#   zone: fr", "holidays:\n  zone: " + ZONES.get(n % ZONES.size()))
                .replace("# exceptional-hours:\n#   2026-12-24", "exceptional-hours:\n  2026-12-24")
                .replace("#   2027-08-01..2027-08-15", "  2027-08-01..2027-08-15");
    }
}
