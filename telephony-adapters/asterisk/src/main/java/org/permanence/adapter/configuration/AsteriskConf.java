package org.permanence.adapter.configuration;

import java.nio.file.Path;
import java.util.List;

/// `asterisk.conf`. It is generated as a whole, because it is the only file that cannot include another.
final class AsteriskConf {

    static final List<String> STATE_FOLDERS = List.of("lib", "lib/keys", "agi-bin", "spool", "run", "log");

    private AsteriskConf() {}

    static String of(AsteriskModel model, Path directory) {
        AsteriskPaths paths = model.paths();
        return """
                [directories]
                astetcdir => %s
                astmoddir => %s
                astdatadir => %s
                astvarlibdir => %5$s/lib
                astdbdir => %5$s/lib
                astkeydir => %5$s/lib
                astagidir => %5$s/agi-bin
                astspooldir => %5$s/spool
                astrundir => %5$s/run
                astlogdir => %5$s/log

                [options]
                ; Open files and sockets. Without this, Asterisk takes what its user may open, often 1,024, which about 200
                ; channels use up, or idle connections of strangers.
                maxfiles = %6$d
                ; Begins every call's id, so that the calls of two Asterisks never share one.
                systemname = %4$s
                ; Sound goes out while a caller listens in silence: some carriers end a leg that sends nothing.
                transmit_silence = yes
                languageprefix = yes
                ; No function or application that reaches the shell or the disk, from AMI or anywhere.
                live_dangerously = no
                disable_remote_console_shell = yes
                documentation_language = en_US
                nocolor = yes
                hideconnect = yes
                """.formatted(
                directory, paths.modules(), paths.data(), model.network().name(), paths.state(), openFiles(model));
    }

    /// Asterisk keeps its first limit if this one is beyond what its user may have.
    private static long openFiles(AsteriskModel model) {
        long required = OpenFiles.required(model.network().rtp().conversations());
        return Math.min(required, OpenFiles.allowedHere().orElse(required));
    }
}
