package org.permanence.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.permanence.adapter.configuration.OpenFiles;
import org.permanence.assistant.ServedLanguages;
import org.permanence.boot.AsteriskModelMapper;
import org.permanence.gates.Gate;
import org.permanence.settings.AssistantSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.text.Counted;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Check the settings file and all practice files; report every problem with file and line.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        InstallationSettings settings = config.read();
        spec.commandLine()
                .getOut()
                .println("valid: %s, %s, %s"
                        .formatted(
                                Counted.of(settings.practiceFiles().size(), "practice"),
                                Counted.of(settings.assistants().size(), "assistant"),
                                Counted.of(settings.lines().size(), "line")));
        spec.commandLine()
                .getOut()
                .println("assistants: a start for the database; for those it knows, the database counts"
                        + " (permanence user staffing changes it)");
        unspokenLanguages(settings)
                .forEach(warning -> spec.commandLine().getOut().println("warning: " + warning));
        gates(settings).forEach(spec.commandLine().getOut()::println);
        settings.unprotectedPeers().forEach(peer -> spec.commandLine().getOut().println(peer.description()));
        OpenFiles.allowedHere()
                .ifPresent(allowed -> spec.commandLine()
                        .getOut()
                        .println(openFiles(
                                allowed, AsteriskModelMapper.rtpPorts(settings).conversations())));
        return 0;
    }

    /// Which gates are off, and which practices have no contract. The contracts are in the database of the running
    /// engine.
    private static List<String> gates(InstallationSettings settings) {
        List<String> lines = new ArrayList<>();
        Set<Gate> off = EnumSet.complementOf(EnumSet.of(Gate.CONFLICT));
        off.removeAll(settings.requiredGates());
        if (!off.isEmpty()) {
            String words = off.stream().map(EnumWords::of).collect(Collectors.joining(", "));
            lines.add("gates off: " + words + ": calls are offered without them (docs/gates.md)");
        }
        if (settings.requiredGates().contains(Gate.CONTRACT)) {
            lines.addAll(withoutContract(settings));
        }
        return lines;
    }

    private static List<String> withoutContract(InstallationSettings settings) {
        try {
            return ManagementClient.ofOperator(settings.management())
                    .get("/ready")
                    .path("practices-without-contract")
                    .valueStream()
                    .map(practice -> "without a contract: " + practice.asString()
                            + ": its callers go to the fallback lines (expected: permanence contract sign)")
                    .toList();
        } catch (CommandException _) {
            return List.of("contracts: not known (expected: an engine that is running and ready)");
        }
    }

    /// Of the assistants in the file: those in the database may differ.
    private static List<String> unspokenLanguages(InstallationSettings settings) {
        return settings.practiceFiles().entrySet().stream()
                .flatMap(file -> ServedLanguages.notSpoken(
                                file.getValue().practice(),
                                settings.assistants().values().stream()
                                        .filter(assistant ->
                                                assistant.practices().contains(file.getKey()))
                                        .map(AssistantSettings::languages)
                                        .toList())
                        .stream()
                        .map(language -> "no assistant of the file who serves " + file.getKey() + " speaks "
                                + EnumWords.of(language)))
                .toList();
    }

    /// What the machine allows a program of this user. Asterisk's user may have another limit.
    ///
    /// @param wanted as many conversations as the RTP ports carry
    private static String openFiles(long allowed, int wanted) {
        long carried = OpenFiles.conversations(allowed);
        return carried >= wanted
                ? "open files: %d allowed here, enough for all %d conversations of the RTP ports"
                        .formatted(allowed, wanted)
                : "open files: %d allowed here, enough for %d of the %d conversations of the RTP ports (for all: %d; LimitNOFILE of Asterisk's service)"
                        .formatted(allowed, carried, wanted, OpenFiles.required(wanted));
    }
}
