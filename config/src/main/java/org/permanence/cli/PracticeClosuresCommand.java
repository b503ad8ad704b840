package org.permanence.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.permanence.practicefile.PracticeFile;
import org.permanence.practicefile.calendar.CalendarException;
import org.permanence.practicefile.calendar.ClosureImport;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "closures", description = "Convert an iCalendar file into the exceptional-hours of a practice file.")
final class PracticeClosuresCommand implements Callable<Integer> {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int YEARS = 2;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "PRACTICE", description = "Name of the practice.")
    private Name practice = new Name("practice");

    @Parameters(index = "1", paramLabel = "FILE", description = "Calendar file (.ics), at most 4 MiB.")
    private Path calendar = Path.of("");

    @Option(names = "--from", paramLabel = "DATE", description = "First day (default: today).")
    private Optional<LocalDate> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "End of the period, excluded (default: two years after --from).")
    private Optional<LocalDate> to = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PracticeFile file = config.read().practiceFiles().get(practice);
        if (file == null) {
            throw new CommandException("practice " + practice + ": unknown (expected: one of the installation)");
        }
        LocalDate first =
                from.orElseGet(() -> LocalDate.now(Clock.system(file.practice().zone())));
        var closures = read(file, first, to.orElse(first.plusYears(YEARS)));
        var out = spec.commandLine().getOut();
        out.println("exceptional-hours:");
        closures.lines().forEach(line -> out.println("  " + line));
        reportWhatClosesNothing(closures);
        return 0;
    }

    private ClosureImport.Result read(PracticeFile file, LocalDate first, LocalDate end) {
        try {
            return ClosureImport.read(text(), file.practice(), first, end);
        } catch (CalendarException refused) {
            throw new CommandException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private void reportWhatClosesNothing(ClosureImport.Result closures) {
        var err = spec.commandLine().getErr();
        if (closures.alreadyListed() > 0) {
            err.println(closures.alreadyListed() + " more days left out: the practice file already has dates for them");
        }
        if (!closures.markedFree().isEmpty()) {
            err.println("not closed, because the calendar marks the events as free (TRANSP:TRANSPARENT): "
                    + closures.markedFree().stream().map(LocalDate::toString).collect(Collectors.joining(", ")));
        }
        closures.withoutLength()
                .forEach(event -> err.println(event.label() + ", " + event.day()
                        + ": closes nothing, because it ends when it starts (expected: DTEND or DURATION)"));
    }

    private String text() {
        try (var in = Files.newInputStream(calendar)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CommandException(calendar + ": too long (expected: at most " + MAX_BYTES + " bytes)");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandException(calendar + ": cannot be read (expected: a readable file)", e);
        }
    }
}
