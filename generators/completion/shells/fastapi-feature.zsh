#compdef fastapi-feature
# Completes fastapi-feature in zsh. In ~/.zshrc, after compinit: source <(fastapi-feature completion zsh)

_fastapi_feature() {
  local line text help
  local -a finished finished_shown open open_shown
  while IFS= read -r line; do
    case $line in
      :files) [[ $PREFIX == --*=* ]] && compset -P '*='; _files; return ;;
      :folders) [[ $PREFIX == --*=* ]] && compset -P '*='; _files -/; return ;;
    esac
    text=${line%%$'\t'*}
    help=${line#*$'\t'}
    if [[ $text == *' ' ]]; then
      finished+=("${text% }")
      finished_shown+=("${text% }${help:+  -- $help}")
    else
      open+=("$text")
      open_shown+=("$text${help:+  -- $help}")
    fi
  done < <("${(Q)words[1]}" completion zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
  (( $#finished )) && compadd -l -d finished_shown -a finished
  (( $#open )) && compadd -l -S '' -d open_shown -a open
  (( $#finished + $#open ))
}

# Read from a folder of fpath, this file is the function itself.
if [[ $funcstack[1] == _fastapi_feature ]]; then
  _fastapi_feature "$@"
else
  compdef _fastapi_feature fastapi-feature
fi
