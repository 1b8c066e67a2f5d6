# Completes fastapi-feature in fish. In ~/.config/fish/config.fish: fastapi-feature completion fish | source

function __fastapi_feature
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    for line in ($words[1] completion fish -- $words[2..] "$word" 2>/dev/null)
        switch $line
            case :files
                __fastapi_feature_paths $word
            case :folders
                __fastapi_feature_paths $word | string match -r '.*/(?:\t.*)?$'
            case '*'
                echo $line
        end
    end
end

# The paths that a word may become, or what follows the equals sign of an option.
function __fastapi_feature_paths
    set -l path (string replace -r -- '^--[^=]*=' '' $argv[1])
    set -l before (string replace -r -- '(^--[^=]*=)?.*' '$1' $argv[1])
    for candidate in (__fish_complete_path "$path")
        echo "$before$candidate"
    end
end

complete -c fastapi-feature -f -a '(__fastapi_feature)'
