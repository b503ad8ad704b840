package org.permanence.boot;

import java.util.concurrent.Callable;
import org.permanence.seal.SealException;
import org.permanence.seal.TokenRootKey;
import org.permanence.settings.RootKeySettings.InFile;
import org.permanence.settings.RootKeySettings.InToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "archive",
        description = "Draws the root key in the token that the settings name, once, before the first start.")
final class ArchiveCommand implements Callable<Integer> {

    @Mixin
    private HouseOption house = new HouseOption();

    @Parameters(index = "0", paramLabel = "ACTION", description = "create-root-key")
    private String action = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!action.equals("create-root-key")) {
            throw new ParameterException(spec.commandLine(), "action: " + action + " (expected: create-root-key)");
        }
        switch (house.read().archive().rootKey()) {
            case InFile _ ->
                throw new BootException("root key: the settings name its file, which is there (expected: archive."
                        + "root-key-token; permanence init makes a file)");
            case InToken token -> create(token);
        }
        return 0;
    }

    private void create(InToken token) {
        try {
            TokenRootKey.create(
                    token.module(), token.slot(), token.pin().read().text().toCharArray(), token.label());
        } catch (SealException fault) {
            throw new BootException("root key: " + fault.getMessage(), fault);
        }
        spec.commandLine().getOut().println("made " + token.label() + " in the token of slot " + token.slot());
    }
}
