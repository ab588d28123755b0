package io.nightshift.core.cli;

/**
 * Where {@code nightshift} starts. Answers {@code --version} itself: that must cost little more than starting the virtual
 * machine, and the command line library alone takes longer.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println("nightshift " + Version.text());
            return;
        }
        if (args.length == 1 && args[0].equals(StartArchive.OPTION)) {
            StartArchive.fill();
            System.exit(0);
        }
        CommandLines.remember(args);
        System.exit(Commands.execute(args));
    }
}
