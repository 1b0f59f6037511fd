@echo off
rem Memulai kelas kubesim tanpa internet. / Starts kubesim's classroom without internet.
setlocal
set "PLACE=%LOCALAPPDATA%\kubesim-kelas"
if defined KUBESIM_PLACE set "PLACE=%KUBESIM_PLACE%"
set "OFFLINE=--quiet --disable-pip-version-check --no-index"

set "PYTHON="
for %%V in (@WINDOWS@) do (
  if not defined PYTHON py -%%V -c "" >nul 2>nul && set "PYTHON=py -%%V"
)
for %%V in (@WINDOWS@) do (
  if not defined PYTHON python -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '%%V')" >nul 2>nul && set "PYTHON=python"
)
if not defined PYTHON (
  echo Perlu Python @WINDOWS@ 64-bit; baca BACA-DULU.txt. / Needs Python @WINDOWS@, 64 bits; read README.txt.
  pause
  exit /b 1
)

set "HAVE="
if exist "%PLACE%\siap" set /p HAVE=<"%PLACE%\siap"
if "%HAVE%"=="@STAMP@" goto start
echo Menyiapkan di %PLACE%, beberapa menit ... / Setting up, which takes some minutes ...
%PYTHON% -m venv "%PLACE%" || goto failed
"%PLACE%\Scripts\python" -m pip install %OFFLINE% --find-links "%~dp0wheels" --upgrade "kubesim[classroom]" || goto failed
"%PLACE%\Scripts\python" -m pip install %OFFLINE% --find-links "%~dp0wheels" --force-reinstall --no-deps kubesim || goto failed
>"%PLACE%\siap" echo @STAMP@

:start
"%PLACE%\Scripts\kubesim" classroom %*
pause
exit /b

:failed
echo Gagal menyiapkan; baca BACA-DULU.txt. / Setting up failed; read README.txt.
pause
exit /b 1
