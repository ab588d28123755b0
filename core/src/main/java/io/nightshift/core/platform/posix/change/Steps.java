package io.nightshift.core.platform.posix.change;

import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.StepRequest;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.AccountChange;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.DatabaseChange;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.ServiceChange;
import io.nightshift.playbooks.module.SystemChange;
import io.nightshift.playbooks.module.TreeChange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every change of the vocabulary as a ticketed step. */
public final class Steps {
    private Steps() {}

    public static PreparedStep step(HostProfile host, StepRequest request) {
        if (request.change() instanceof CommandChange.Run run && run.raw()) {
            return new RawStep(request, run);
        }
        return new TicketedStep(
                request.ticket(),
                request.change(),
                request.limit(),
                text(host, request.ticket(), request.change()),
                request.hold());
    }

    private static StepText text(HostProfile host, Ticket ticket, Change change) {
        if (change instanceof FileChange file) {
            return text(host, ticket, file);
        }
        if (change instanceof TreeChange.StageTree stage) {
            return TreeSteps.stage(stage);
        }
        if (change instanceof TreeChange.ArriveTree arrive) {
            return TreeSteps.arrive(host, ticket, arrive);
        }
        if (change instanceof PackageChange packages) {
            return PackageSteps.of(packages);
        }
        if (change instanceof ServiceChange service) {
            return ServiceSteps.of(service);
        }
        if (change instanceof CommandChange.Run run) {
            return CommandSteps.run(host, ticket, run);
        }
        if (change instanceof CommandChange.Tool tool) {
            return CommandSteps.tool(tool);
        }
        if (change instanceof AccountChange account) {
            return AccountSteps.of(host, account);
        }
        if (change instanceof SystemChange system) {
            return SystemSteps.of(system);
        }
        if (change instanceof DatabaseChange database) {
            return DatabaseSteps.of(database);
        }
        return HttpSteps.send((CommandChange.SendHttp) change);
    }

    private static StepText text(HostProfile host, Ticket ticket, FileChange change) {
        if (change instanceof FileChange.WriteFile write) {
            return WriteSteps.write(ticket, write);
        }
        if (change instanceof FileChange.CopyOnHost copy) {
            return WriteSteps.copy(copy);
        }
        if (change instanceof FileChange.MakeDirectory make) {
            return FileSteps.makeDirectory(make);
        }
        if (change instanceof FileChange.RemovePath remove) {
            return FileSteps.remove(remove);
        }
        if (change instanceof FileChange.SetAttributes attributes) {
            return FileSteps.attributes(attributes);
        }
        if (change instanceof FileChange.Touch touch) {
            return FileSteps.touch(touch);
        }
        if (change instanceof FileChange.MakeLink link) {
            return FileSteps.link(link);
        }
        if (change instanceof FileChange.Move move) {
            return FileSteps.move(move);
        }
        if (change instanceof FileChange.Unpack unpack) {
            return UnpackSteps.of(host, ticket, unpack);
        }
        if (change instanceof FileChange.Download download) {
            return HttpSteps.download(download);
        }
        throw new IllegalArgumentException(
                "to " + change.describe() + " is the connection's work (Connection.download), not a script's");
    }

    /** A recorded undo as a long step of its own; its change shows as a command. */
    public static PreparedStep undo(Ticket ticket, String undoScript, Duration limit, @Nullable Hold hold) {
        Change change = new CommandChange.Tool("undo", List.of(), null, null, null, null);
        return new TicketedStep(
                ticket,
                change,
                limit,
                StepText.slow(Set.of(), ":", undoScript, null).givingUpTheReserve(),
                hold);
    }

    public static String inspect(Ticket ticket) {
        return "(_ns_t=" + ShellText.word(ticket.directory()) + "\n" + Library.text("boot") + Library.text("ticket")
                + Library.text("inspect") + "_ns_inspect\n)";
    }

    public static String claim(Ticket ticket, long heard) {
        return "(_ns_t=" + ShellText.word(ticket.directory()) + " _ns_heard=" + heard + "\n" + Library.text("boot")
                + Library.text("ticket") + Library.text("inspect") + "_ns_claim\n)";
    }

    public static TicketState state(Frame answer) {
        return TicketAnswer.read(answer).toState();
    }

    public static String prune(HostProfile host, String run) {
        if (!run.matches("[A-Za-z0-9._@+-]+") || run.startsWith(".")) {
            throw new IllegalArgumentException("not the name of a run: " + run);
        }
        return "(_ns_r=" + ShellText.word(host.ticketBase() + "/" + run) + "\n" + Library.text("uploads")
                + Library.text("prune") + "_ns_prune\n)";
    }
}
